{{- define "valkey.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $derived := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $derived .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "valkey.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "valkey.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "valkey.selector" . }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "valkey.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "valkey.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "valkey.image" -}}
{{- with .Values.image }}{{ .registry }}/{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end -}}
{{- end -}}

{{- /* A probe's timings with the command that asks the server. */}}
{{- define "valkey.probe" -}}
{{- $probe := index . 0 -}}
{{- $tls := index . 1 -}}
exec:
  command: {{ concat (list "valkey-cli") (ternary (list "--tls" "--cacert" (printf "/tls/%s" $tls.caPublicKey)) list $tls.enabled) (list "ping") | toJson }}
{{ omit $probe "enabled" "customProbe" | toYaml }}
{{- end -}}
