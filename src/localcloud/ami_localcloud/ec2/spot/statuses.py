"""The status codes of spot requests and their messages.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-request-status.html
"""

PENDING, FULFILLED = "pending-evaluation", "fulfilled"
NO_CAPACITY, PRICE_TOO_LOW, BAD = "capacity-not-available", "price-too-low", "bad-parameters"
MARKED_FOR_STOP, MARKED_FOR_TERMINATION = "marked-for-stop", "marked-for-termination"
STOPPED_BY_USER, TERMINATED_BY_USER = "instance-stopped-by-user", "instance-terminated-by-user"
TERMINATED_BY_SERVICE = "instance-terminated-by-service"
CANCELED_RUNNING, CANCELED_BEFORE = "request-canceled-and-instance-running", "canceled-before-fulfillment"
EXPIRED = "schedule-expired"
# Why EC2 takes an instance back.
CAPACITY, PRICE = "no-capacity", "by-price"

MESSAGES = {
    # As clients report them: moto, terraform-provider-aws, databricks.
    PENDING: "Your Spot request has been submitted for review, and is pending evaluation.",
    FULFILLED: "Your spot request is fulfilled.",
    NO_CAPACITY: "There is no Spot capacity available that matches your request.",
    TERMINATED_BY_USER: "Spot Instance terminated due to user-initiated termination.",
    "instance-terminated-no-capacity": (
        "Your Spot instance was terminated because there is no Spot capacity available that matches your request."
    ),
    CANCELED_RUNNING: "Your Spot request is canceled, but your instance {instance} is still running.",
    # What the user guide says of the code: the API's own text was not to be found.
    MARKED_FOR_STOP: "The Spot Instance is marked for stopping.",
    MARKED_FOR_TERMINATION: "The Spot Instance is marked for termination.",
    STOPPED_BY_USER: "Your instance was stopped because a user stopped the instance or ran the shutdown command from "
    "the instance.",
    "instance-stopped-by-price": "Your instance was stopped because the Spot price exceeded your maximum price.",
    "instance-stopped-no-capacity": (
        "Your instance was stopped because there was no longer enough Spot capacity available for the instance."
    ),
    "instance-terminated-by-price": (
        "Your instance was terminated because the Spot price exceeded your maximum price."
    ),
    TERMINATED_BY_SERVICE: "Your instance was terminated from a stopped state.",
    CANCELED_BEFORE: "The user canceled the Spot request before it was fulfilled.",
    EXPIRED: "The Spot request expired because it was not fulfilled before the specified date.",
}
