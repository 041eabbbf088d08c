"""Names of the old policy as they read in the new one: addresses, parameters in expressions, ids in lists."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from dealerkit.policy.cases import Case


def today(address: str, names: Mapping[str, str]) -> str:
    """What an address of the old policy is called in the new one: its longest part that was renamed goes along."""
    known = (name for name in names if address == name or address.startswith((f"{name}.", f"{name}[")))
    longest = max(known, key=len, default="")
    return names[longest] + address.removeprefix(longest) if longest else address


def renamed_parameters(names: Mapping[str, str]) -> Mapping[str, str]:
    """By the name of a parameter in the old policy, its name in the new one, for those renamed."""
    found = {old: new for old, new in names.items() if old.startswith(_PARAMETERS)}
    return {old.removeprefix(_PARAMETERS): new.removeprefix(_PARAMETERS) for old, new in found.items()}


_PARAMETERS = "parameters."
SPEAKING_OF: Mapping[tuple[str, str], str] = {
    ("Stacking", "programmes"): "rebates",
    ("Base", "of"): "rebates",
    ("OffsetLimit", "except"): "rebates",
    ("Invariant", "programmes"): "rebates",
    ("Combined", "of"): "credit.limits",
}
"""Lists of ids, by the class that has them and their key: whose ids they are."""


def spoken_of(owner: object, key: str, value: object, names: Mapping[str, str]) -> object:
    """A list of ids in the old policy, each as the new policy calls it."""
    around = SPEAKING_OF.get((type(owner).__name__, key))
    if not names or around is None or not isinstance(value, tuple):
        return value
    return tuple(names.get(f"{around}.{each}", f"{around}.{each}").removeprefix(f"{around}.") for each in value)


def moved(case: Case, names: Mapping[str, str]) -> Case:
    """A case of the old policy that asks about the same definitions in the new one."""
    if not names:
        return case
    return evolve(
        case,
        of=today(case.of, names),
        because=tuple(today(each, names) for each in case.because),
        not_because=tuple(today(each, names) for each in case.not_because),
        overlay={today(address, names): node for address, node in case.overlay.items()},
    )
