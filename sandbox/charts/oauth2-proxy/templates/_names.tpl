{{- define "proxy.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $derived := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $derived .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "proxy.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "proxy.labels" -}}
app: {{ default .Chart.Name .Values.nameOverride }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/component: authentication-proxy
app.kubernetes.io/part-of: oauth2-proxy
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{ include "proxy.selector" . }}
{{- with .Values.customLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "proxy.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "proxy.fullname" .) "default" .Values.serviceAccount.enabled) -}}
{{- end -}}

{{- define "proxy.alphaSecret" -}}
{{- printf "%s-alpha" (include "proxy.fullname" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "proxy.alphaConfig" -}}
{{- $listening := dict "server" (dict "bindAddress" "0.0.0.0:4180") -}}
{{- if .Values.metrics.enabled }}{{ $_ := set $listening "metricsServer" (dict "bindAddress" "0.0.0.0:44180") }}{{ end -}}
{{- merge $listening .Values.alphaConfig.configData | toYaml -}}
{{- end -}}

{{- define "proxy.configMap" -}}
{{- tpl .Values.config.existingConfig . | default (include "proxy.fullname" .) -}}
{{- end -}}
