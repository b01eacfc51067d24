# Fetches the scripts' secrets with the instance's own role into variables of this process: they are on no disk.
# By AWS Tools for PowerShell, which AWS's images of Windows have.

# A role made seconds ago is refused.
$patience = 60

function Get-Secret([string]$reference) {
    $kind, $name = $reference -split ':', 2
    if ($kind -eq 'secretsmanager') {
        return (Get-SECSecretValue -SecretId $name -Region $settings.Region).SecretString
    }
    (Get-SSMParameter -Name $name -WithDecryption $true -Region $settings.Region).Value
}

function Set-Secrets {
    Write-Step 'secrets'
    Set-Now 0 'secrets'
    if (-not (Get-Command -Name Get-SSMParameter -ErrorAction SilentlyContinue)) {
        Stop-Bake 'secrets: no AWS Tools' 'secrets: they are fetched with AWS Tools for PowerShell, which this image lacks'
    }
    $references = ConvertFrom-Json ([IO.File]::ReadAllText("$work\secrets.json"))
    foreach ($one in $references.PSObject.Properties) {
        $until = (Get-Date).AddSeconds($patience)
        while ($true) {
            try {
                [Environment]::SetEnvironmentVariable($one.Name, (Get-Secret $one.Value), 'Process')
                break
            } catch {
                if ((Get-Date) -gt $until) {
                    Stop-Bake "secrets: $($one.Name): $_" "secrets: $($one.Name), $($one.Value): $_"
                }
                Start-Sleep -Seconds 5
            }
        }
    }
}
