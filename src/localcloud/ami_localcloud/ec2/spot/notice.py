"""What EC2 says before it takes a spot instance back.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Notice:
    """The action, `stop` or `terminate`, its time, and its cause as the request's status codes end."""

    action: str
    at: datetime
    cause: str
    given: datetime

    def metadata(self) -> dict[str, dict | str]:
        """What the metadata service shows from then on."""
        time = self.at.strftime(FORM)
        spot = {"instance-action": json.dumps({"action": self.action, "time": time})}
        if self.action == "terminate":
            spot["termination-time"] = time
        return {"spot": spot, **rebalance(self.given)}


def rebalance(given: datetime) -> dict[str, dict]:
    """The recommendation that the instance is at risk; with a notice it comes at the latest.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/rebalance-recommendations.html
    """
    told = json.dumps({"noticeTime": given.astimezone(UTC).strftime(FORM)})
    return {"events": {"recommendations": {"rebalance": told}}}
