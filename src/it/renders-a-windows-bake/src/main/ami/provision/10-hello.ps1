Write-Output 'hello from Windows'
Set-Content C:\baked.txt baked
