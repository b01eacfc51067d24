"""Nothing is written outside the home folder."""

from collections.abc import Callable
from typing import Any

from cloud import Cloud
from test_functions import Functions


def test_what_s3_holds_is_in_the_state_folder(client: Callable[..., Any], cloud: Cloud, account: str):
    bucket = f"held-{account}"
    client("s3").create_bucket(Bucket=bucket)
    client("s3").put_object(Bucket=bucket, Key="k", Body=b"v")
    assert (cloud.home / "state" / "s3" / bucket).is_dir()


def test_the_code_of_functions_is_in_the_state_folder(client: Callable[..., Any], cloud: Cloud, account: str):
    functions = Functions(client)
    functions.make("def handler(e, c): return __file__")
    assert functions.invoke().startswith(str(cloud.home / "state"))
