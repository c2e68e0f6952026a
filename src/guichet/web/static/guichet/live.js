// Counts again now and then, and shows the new figures in place of the old ones: not while the page
// is hidden, nor while the reader stands on one of them. Without script, the page has a link for it.
(() => {
  const live = document.querySelector("[data-live]");
  if (!live) return;
  const pause = Number(live.dataset.live) * 1000;
  const look = async () => {
    try {
      if (!document.hidden && !live.contains(document.activeElement)) {
        const answer = await fetch(location.href, { credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-live]");
        if (answer.ok && fresh) live.replaceChildren(...fresh.childNodes);
      }
    } catch {
      // the network may come back: look again later
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
})();
