# The dead man's switch goes off: signals FAILURE, then powers off, whatever still runs.
$ErrorActionPreference = 'Continue'
$work = $PSScriptRoot
$settings = ConvertFrom-Json ([IO.File]::ReadAllText("$work\settings.json"))
. "$work\report.ps1"
if (Test-Path -LiteralPath "$work.told") {
    # For a signal that is on its way.
    Start-Sleep -Seconds 10
} else {
    $what = "out of time after $($settings.PowerOffAfter) s"
    $start = 0
    if (Test-Path -LiteralPath "$work\now") {
        $start, $name = [IO.File]::ReadAllText("$work\now") -split ' ', 2
        $what = "$what, still at $name"
    }
    Write-Step "FAILED $what"
    Send-Signal 'FAILURE' "$what$(Get-LastLines $start)" ''
}
& shutdown.exe /s /f /t 0
