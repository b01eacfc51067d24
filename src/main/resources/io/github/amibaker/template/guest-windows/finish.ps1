# Ends a bake that went well: cleans what an image must not carry, lets EC2Launch generalize Windows, signals, powers off.
param($settings)
$ErrorActionPreference = 'Stop'
$work = $PSScriptRoot
. "$work\report.ps1"
$data = ''
if (Test-Path -LiteralPath "$work\data") { $data = [IO.File]::ReadAllText("$work\data") }

function Clear-Builder {
    Remove-Item -LiteralPath "$work\payload.zip", "$work\scripts", "$work\files", "$work\environment.json" -Recurse -Force -ErrorAction SilentlyContinue
    # The user data with the signal's address, as EC2Launch put it down to run it.
    if ($settings.UserScript) { Remove-Item -LiteralPath $settings.UserScript -Force -ErrorAction SilentlyContinue }
    Remove-Item -Path "$env:SystemRoot\Temp\*", "$env:TEMP\*" -Recurse -Force -ErrorAction SilentlyContinue
    Remove-Item -Path "$env:SystemDrive\Users\*\AppData\Roaming\Microsoft\Windows\PowerShell\PSReadLine\*" -Force -ErrorAction SilentlyContinue
    Remove-Item -Path "$env:ProgramData\ssh\ssh_host_*", "$env:ProgramData\ssh\administrators_authorized_keys" -Force -ErrorAction SilentlyContinue
    Remove-Item -Path "$env:SystemDrive\Users\*\.ssh\authorized_keys" -Force -ErrorAction SilentlyContinue
}

# Blocks until the agent has finished this launch; it clears its own logs. RDP, names and ids are sysprep's.
function Invoke-Sysprep {
    $ErrorActionPreference = 'Continue'
    & $agent sysprep --clean '--shutdown=false' --block 2>&1 | ForEach-Object { Write-Log "$_" }
    $code = $LASTEXITCODE
    $state = (Get-ItemProperty -Path 'HKLM:\SYSTEM\Setup\Status\SysprepStatus' -ErrorAction SilentlyContinue).GeneralizationState
    if ($code -ne 0 -or $state -ne 7) {
        $errors = "$env:SystemRoot\System32\Sysprep\Panther\setuperr.log"
        $last = ''
        if (Test-Path -LiteralPath $errors) { $last = (Get-Content -LiteralPath $errors | Select-Object -Last 8) -join "`n" }
        Stop-Bake "sysprep (exit code $code)" "sysprep ended with exit code $code and left Windows in state $state of 7`n$last"
    }
}

# After sysprep, which logs as well.
function Clear-EventLogs {
    $ErrorActionPreference = 'Continue'
    & wevtutil.exe el | ForEach-Object { & wevtutil.exe cl "$_" 2>&1 | Out-Null }
}

try {
    Write-Step 'cleaning'
    Set-Now 0 'cleaning'
    Clear-Builder
    Write-Step 'sysprep'
    Set-Now (Get-LogLength) 'sysprep'
    Invoke-Sysprep
    $data += (Get-CimInstance -ClassName Win32_OperatingSystem).Caption
    Unregister-ScheduledTask -TaskName 'ami-bake-switch' -Confirm:$false
    Remove-Item -LiteralPath $work -Recurse -Force
    Clear-EventLogs
    Write-Step 'provisioned'
    Remove-Item -LiteralPath $log -Force
} catch {
    Stop-Bake "finishing: $_" "finishing: $_ ($($_.InvocationInfo.PositionMessage))"
}
Send-Signal 'SUCCESS' 'provisioned' $data
Remove-Item -LiteralPath "$work.told" -Force -Recurse -ErrorAction SilentlyContinue
& shutdown.exe /s /f /t 0
