<powershell>
# Unpacks the payload and runs it; says so where it cannot.
$ErrorActionPreference = 'Stop'
$settings = @{}
$settings.StackName = '@{AWS::StackName}'
$settings.Region = '@{AWS::Region}'
$settings.BaseImage = '@[baseImage]'
$settings.SignalUrl = '@{ProvisionedHandle}'
$settings.ProvisionTimeout = @[provisionTimeout]
$settings.PowerOffAfter = @[powerOffAfter]
$settings.UserScript = "$PSCommandPath"
$work = "$env:ProgramData\ami-bake"
try {
    New-Item -ItemType Directory -Path $work | Out-Null
    & icacls.exe $work /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' /q | Out-Null
    [IO.File]::WriteAllBytes("$work\payload.zip", [Convert]::FromBase64String('
@[payload]
'))
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::ExtractToDirectory("$work\payload.zip", $work)
} catch {
    $told = '{"Status":"FAILURE","UniqueId":"ami-bake","Data":"","Reason":"user data: the payload could not be unpacked"}'
    [IO.File]::WriteAllText("$work.signal", $told)
    & curl.exe -sS --retry 9 --ssl-no-revoke -X PUT -H 'Content-Type:' --data-binary "@$work.signal" $settings.SignalUrl
    exit 1
}
& "$work\provision.ps1" $settings
</powershell>
<detach>true</detach>
