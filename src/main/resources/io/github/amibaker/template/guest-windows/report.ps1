# What the guest says: lines for log and console, and the signal to CloudFormation. Dot-sourced, with $work and $settings.

$log = "$env:ProgramData\ami-bake.log"
$agent = "$env:ProgramFiles\Amazon\EC2Launch\EC2Launch.exe"
$console = $null

# The serial port, which GetConsoleOutput shows; EC2Launch writes to it as well, so it may be taken just now.
function Open-Console {
    if ($script:console) { return }
    try {
        $port = New-Object System.IO.Ports.SerialPort 'COM1', 115200
        $port.Encoding = New-Object System.Text.UTF8Encoding $false
        $port.NewLine = "`r`n"
        $port.WriteTimeout = 2000
        $port.Open()
        $script:console = $port
    } catch {
        $script:console = $null
    }
}

function Write-Log([string]$text) {
    [IO.File]::AppendAllText($log, "$text`r`n")
    if ($script:console) {
        try { $script:console.WriteLine($text) } catch { $script:console = $null }
    }
}

function Write-Step([string]$text) {
    Open-Console
    Write-Log "ami-bake: $text"
}

# Where the bake is, for the switch: how long the log was, and what began.
function Set-Now([int]$start, [string]$name) {
    [IO.File]::WriteAllText("$work\now", "$start $name")
}

function Get-LogLength {
    if (Test-Path -LiteralPath $log) { [IO.File]::ReadAllLines($log).Length } else { 0 }
}

# Without colours and other control characters, and no longer than a signal may be.
function Get-LastLines([int]$start) {
    if (-not (Test-Path -LiteralPath $log)) { return '' }
    $lines = [IO.File]::ReadAllLines($log) | Select-Object -Skip $start | Select-Object -Last 15
    $text = ($lines -join "`n") -replace '\x1b\[[0-9;?]*[ -/]*[@-~]', '' -replace '[\x00-\x08\x0b-\x1f\x7f]', ''
    if ($text.Length -gt 1000) { $text = $text.Substring($text.Length - 1000) }
    "`n$text"
}

function Limit-Text([string]$text, [int]$most) {
    if ($text.Length -gt $most) { $text.Substring(0, $most) } else { $text }
}

function Get-InstanceId {
    $imds = 'http://169.254.169.254/latest'
    $lease = 'X-aws-ec2-metadata-token-ttl-seconds: 300'
    $token = & curl.exe -sf -m 5 --noproxy '*' -X PUT -H $lease "$imds/api/token"
    $id = & curl.exe -sf -m 5 --noproxy '*' -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/instance-id"
    if ($LASTEXITCODE -eq 0 -and $id) { "$id" } else { 'ami-bake' }
}

# By curl, which Windows has since 2019: .NET's own clients send a Content-Type that the signed address does not allow,
# and unescape slashes in it. Of all who would, the first signals; it repeats until it is taken, for ten minutes at most.
function Send-Signal([string]$status, [string]$reason, [string]$data) {
    $ErrorActionPreference = 'Continue'
    if (Test-Path -LiteralPath "$work.told") { return }
    New-Item -ItemType Directory -Path "$work.told" | Out-Null
    $body = @{
        Status = $status; UniqueId = (Get-InstanceId); Reason = (Limit-Text $reason 1500); Data = (Limit-Text $data 900)
    }
    [IO.File]::WriteAllText("$work.signal", (ConvertTo-Json -Compress $body))
    $until = (Get-Date).AddSeconds([Math]::Min(600, [int]$settings.ProvisionTimeout))
    $pause = 1
    while ($true) {
        $answer = & curl.exe -fsS -m 30 --ssl-no-revoke -X PUT -H 'Content-Type:' --data-binary "@$work.signal" $settings.SignalUrl 2>&1
        if ($LASTEXITCODE -eq 0) { break }
        if ((Get-Date).AddSeconds($pause) -gt $until) {
            Write-Step "FAILED to signal, the stack will wait for its time-out: $($answer | Select-Object -Last 1)"
            break
        }
        Start-Sleep -Seconds $pause
        $pause = [Math]::Min(15, $pause * 2)
    }
    Remove-Item -LiteralPath "$work.signal" -Force -ErrorAction SilentlyContinue
}

function Stop-Bake([string]$line, [string]$reason) {
    Write-Step "FAILED $line"
    Send-Signal 'FAILURE' $reason ''
    exit 1
}
