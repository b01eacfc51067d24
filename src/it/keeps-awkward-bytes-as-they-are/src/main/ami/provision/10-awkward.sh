#!/bin/bash
# "double" 'single' `tick` ${HOME} $(id) \ back $'\n' EOF
cat > /etc/awkward.txt <<'EOF'
${AWS::StackName} [=name] <#if x> !Ref
__AMI_PAYLOAD__
EOF
printf '%s' "$AWKWARD" > /etc/awkward.env
cp "$0" /etc/awkward.sh
a=("x y" z); echo "${a[@]}" "${#a[@]}" > /etc/awkward.array
# Ã©â˜ƒ ÿþ raw bytes, and no newline at the end
echo done > /etc/awkward.done