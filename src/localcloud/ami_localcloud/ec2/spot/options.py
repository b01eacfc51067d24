"""InstanceMarketOptions of RunInstances: which combinations there are.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SpotMarketOptions.html; texts as clients report them:
aws-cli#4679 (validUntil), pahud/cdk-spot-one#206 (terminate), harmony-ops#285 (one-time), spinnaker#6114 (MarketType).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ami_localcloud.ec2.errors import Ec2Error

ONE_TIME, PERSISTENT = "one-time", "persistent"
TERMINATE, STOP, HIBERNATE = "terminate", "stop", "hibernate"
# The end date of a persistent request that names none.
LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Options:
    """A combination that AWS accepts."""

    kind: str
    behavior: str
    max_price: str | None
    valid_until: datetime | None


def wanted(request: dict[str, Any]) -> Options | None:
    """What a RunInstances asks of the spot market, None where it asks for on-demand; Ec2Error for what cannot be."""
    market = request.get("InstanceMarketOptions") or {}
    given = {name: value for name, value in (market.get("SpotOptions") or {}).items() if value is not None}
    if not market.get("MarketType"):
        if given:
            raise Ec2Error("MissingParameter", "The request must contain the parameter MarketType")
        return None
    _known("MarketType", market["MarketType"], ("spot", "capacity-block", "interruptible-capacity-reservation"))
    kind = _known("SpotInstanceType", given.get("SpotInstanceType") or ONE_TIME, (ONE_TIME, PERSISTENT))
    behavior = given.get("InstanceInterruptionBehavior") or TERMINATE
    _known("InstanceInterruptionBehavior", behavior, (TERMINATE, STOP, HIBERNATE))
    if market["MarketType"] != "spot" or behavior == HIBERNATE or "BlockDurationMinutes" in given:
        # Not AWS's words: nothing here hibernates, reserves or blocks.
        raise Ec2Error("UnsupportedOperation", "The local cloud has spot instances that stop or terminate, only")
    _check_combination(kind, behavior, given, request.get("InstanceInitiatedShutdownBehavior"))
    return Options(kind, behavior, _price(given.get("MaxPrice")), _until(kind, given.get("ValidUntil")))


def _known(name: str, value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        # AWS's form for other enumerations; its text for these was not to be found.
        raise Ec2Error("InvalidParameterValue", f"Value ({value}) for parameter {name} is invalid.")
    return value


def _check_combination(kind: str, behavior: str, given: dict[str, Any], shutdown: str | None) -> None:
    if kind == ONE_TIME and behavior != TERMINATE:
        raise _combination(
            f"The request with type '{kind}' is not supported when instanceInterruptionBehavior is set to "
            f"'{behavior.upper()}'."
        )
    if kind == PERSISTENT and behavior == TERMINATE:
        raise _combination(
            "The terminate InstanceInterruptionBehavior is not supported when requestType is set to persistent."
        )
    if kind == ONE_TIME and given.get("ValidUntil"):
        raise _combination(
            "The parameter validUntil cannot be specified when the SpotRequestType is set to 'one-time'."
        )
    if behavior == STOP and shutdown == "terminate":
        # How the sentence begins is not to be found.
        raise _combination(
            "The request with instanceInitiatedShutdownBehavior 'terminate' is not supported when "
            "instanceInterruptionBehavior is set to 'stop'."
        )


def _combination(text: str) -> Ec2Error:
    return Ec2Error("InvalidParameterCombination", text)


def _price(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        if float(given) > 0:
            return given
    except ValueError:
        pass
    # AWS's text for this was not to be found.
    text = f'Value ({given}) for parameter price is invalid. "{given}" is an invalid spot instance price'
    raise Ec2Error("InvalidParameterValue", text)


def _until(kind: str, given: Any) -> datetime | None:
    if kind == ONE_TIME:
        return None
    if given is None:
        return datetime.now(UTC) + LASTS
    # A launch template gives it as text.
    moment = given if isinstance(given, datetime) else datetime.fromisoformat(str(given).replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
