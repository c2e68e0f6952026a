"""What a replay says of itself in the report of its year: it is simulated, and from what."""

from guichet.insight.service import Simulation, simulated
from guichet.replay.assumptions import assumptions
from guichet.replay.models import Replay
from guichet.replay.profile import known_profiles


def simulation_of(year: int) -> Simulation | None:
    """None of a year that nobody has marked as simulated."""
    said = simulated(year)
    if not said:
        return None
    replay = Replay.objects.filter(year=year).first()
    if replay is None:
        return Simulation(said)
    profile = known_profiles().get(replay.profile_digest, "")
    facts = {
        "profile": profile or f"empreinte {replay.profile_digest[:12]}",
        "scale": f"{replay.scale.normalize():f}",
        "seed": str(replay.seed),
    }
    assumed = [(name, _words(one["value"])) for name, one in assumptions().items()]
    return Simulation(said, facts, assumed)


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} : {one}" for key, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
