"""The scripts' run: order, environment, log, console, and what is said when one fails."""


def test_scripts_run_in_the_order_given(builder, aws):
    builder.script("20-b.sh", "#!/bin/sh\necho second >>/etc/ran\n")
    builder.script("10-a.sh", "#!/bin/sh\necho first >>/etc/ran\n")
    builder.boot()
    assert builder.read("etc/ran") == "second\nfirst\n"
    assert [s["Status"] for s in aws.signals] == ["SUCCESS"]


def test_a_failure_is_signalled_with_script_line_command_code_and_last_lines(builder, aws):
    builder.script("20-x.sh", "#!/bin/bash\nset -e\necho working\n\nls /nowhere\necho not reached\n")
    builder.script("30-y.sh", "#!/bin/sh\ntouch /etc/ran\n")
    assert builder.boot() == 1
    (signal,) = aws.signals
    first, *rest = signal["Reason"].split("\n")
    assert first == '20-x.sh line 5: "ls /nowhere" ended with exit code 2'
    assert rest[0] == "working" and "No such file" in rest[1]
    assert not builder.has("etc/ran") and not builder.powered_off
