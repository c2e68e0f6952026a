// Looks now and then whether a page has something new to say, and only then shows it again:
// nothing moves under a reader's eyes meanwhile. Without script, the page has a link for it.
(() => {
  const mark = document.querySelector("[data-await]");
  if (!mark) return;
  const pause = Number(mark.dataset.await) * 1000;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-await]")) {
        location.reload();
        return;
      }
    } catch {
      // the network may come back: look again later
    }
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
})();
