# Lays the user's files over C:\ and runs the user's scripts in order; the first failure is signalled at once.
# Started by the user data, as administrator. Beside it lie: order, scripts\, environment.json, secrets.json and files\
# (if any), and the other parts of the guest.
param($settings)
$ErrorActionPreference = 'Stop'
$work = $PSScriptRoot
. "$work\report.ps1"
try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { $null = $_ }

# Arms the switch: a task of the system's, which outlives this process and a reboot.
function Register-Switch {
    [IO.File]::WriteAllText("$work\settings.json", (ConvertTo-Json $settings))
    $call = "-NoProfile -NonInteractive -ExecutionPolicy Bypass -File `"$work\switch.ps1`""
    $task = @{
        TaskName = 'ami-bake-switch'
        Action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument $call
        Trigger = New-ScheduledTaskTrigger -Once -At (Get-Date).AddSeconds($settings.PowerOffAfter)
        Settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -AllowStartIfOnBatteries
        User = 'SYSTEM'
        RunLevel = 'Highest'
    }
    Register-ScheduledTask @task -Force | Out-Null
}

function Copy-Files {
    if (-not (Test-Path -LiteralPath "$work\files")) { return }
    Write-Step 'files'
    Set-Now 0 'files'
    try {
        Copy-Item -Path "$work\files\*" -Destination "$env:SystemDrive\" -Recurse -Force
    } catch {
        Stop-Bake "files: $_" "the files could not be laid over $env:SystemDrive\: $_"
    }
}

# What the scripts find; the address of the signal is not among it.
function Set-Environment {
    $env:AMI_STACK_NAME = $settings.StackName
    $env:AMI_REGION = $settings.Region
    $env:AMI_BASE_IMAGE = $settings.BaseImage
    $given = ConvertFrom-Json ([IO.File]::ReadAllText("$work\environment.json"))
    foreach ($one in $given.PSObject.Properties) {
        [Environment]::SetEnvironmentVariable($one.Name, $one.Value, 'Process')
    }
    if (Test-Path -LiteralPath "$work\secrets.json") {
        . "$work\secrets.ps1"
        Set-Secrets
    }
}

# By cmd, which joins both outputs: what PowerShell reads of a program's errors would end it.
function Invoke-Script([string]$file) {
    $folder = "$env:SystemRoot\Temp\ami-bake-$([Guid]::NewGuid().ToString('N'))"
    New-Item -ItemType Directory -Path $folder | Out-Null
    Remove-Item -LiteralPath "$work\why.json" -Force -ErrorAction SilentlyContinue
    $call = "call `"$work\scripts\$file`""
    if ($file -like '*.ps1') {
        $shell = 'powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File'
        $call = "$shell `"$work\run-script.ps1`" `"$work\scripts\$file`""
    }
    # In a file, as PowerShell and cmd quote arguments each in its own way.
    [IO.File]::WriteAllText("$work\run.cmd", "@$call <nul 2>&1`r`n")
    Push-Location -LiteralPath $folder
    & cmd.exe /d /c "$work\run.cmd" | ForEach-Object { Write-Log "$_" }
    $code = $LASTEXITCODE
    Pop-Location
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue
    $code
}

function Invoke-Scripts {
    $order = @([IO.File]::ReadAllLines("$work\order"))
    $number = 0
    foreach ($line in $order) {
        $number++
        $file, $name = $line -split ' ', 2
        Write-Step "script $number/$($order.Length) $name"
        $started = Get-Date
        $start = Get-LogLength
        Set-Now $start $name
        $code = Invoke-Script $file
        if ($code -ne 0) {
            $where = ''
            if (Test-Path -LiteralPath "$work\why.json") {
                $why = ConvertFrom-Json ([IO.File]::ReadAllText("$work\why.json"))
                $where = " line $($why.line): `"$($why.command)`""
            }
            $lines = Get-LastLines $start
            Stop-Bake "script $name$where (exit code $code)" "$name$where ended with exit code $code$lines"
        }
        $seconds = [int]((Get-Date) - $started).TotalSeconds
        Write-Step "script $name done in $seconds s"
        [IO.File]::AppendAllText("$work\data", "$name $seconds s, ")
    }
}

try {
    Register-Switch
    if (-not (Test-Path -LiteralPath $agent)) {
        Stop-Bake 'no EC2Launch v2' 'the base image has no EC2Launch v2, which prepares Windows for imaging; AWS''s images of Windows Server 2022 and later have it'
    }
    Copy-Files
    Set-Environment
    Invoke-Scripts
} catch {
    Stop-Bake "provisioning: $_" "provisioning: $_ ($($_.InvocationInfo.PositionMessage))"
}
& "$work\finish.ps1" $settings
