# Runs one PowerShell script so that it ends at its first error, and notes beside itself what that was.
# The exit code is the script's, or that of the last program it ran.
param([string]$path)
try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { $null = $_ }
$ErrorActionPreference = 'Stop'
$global:LASTEXITCODE = 0
try {
    & $path
    exit $global:LASTEXITCODE
} catch {
    $failure = $_
    $line = 0
    foreach ($frame in "$($failure.ScriptStackTrace)" -split "`n") {
        if ($frame -match "$([Regex]::Escape($path)): line (\d+)") {
            $line = [int]$Matches[1]
            break
        }
    }
    $command = ''
    if ($line -gt 0) { $command = (Get-Content -LiteralPath $path)[$line - 1].Trim() }
    [IO.File]::WriteAllText("$PSScriptRoot\why.json", (ConvertTo-Json @{ line = $line; command = $command }))
    [Console]::Out.WriteLine(($failure | Out-String).Trim())
    exit 1
}
