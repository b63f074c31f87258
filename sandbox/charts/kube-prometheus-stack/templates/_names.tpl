{{- define "stack.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $derived := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $derived .Values.fullnameOverride | trunc 26 | trimSuffix "-" -}}
{{- end -}}

{{- define "stack.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end -}}

{{- /* Labels of every object of one part: (list context part). */}}
{{- define "stack.labels" -}}
{{- $ := index . 0 -}}
{{- $part := index . 1 -}}
app: {{ include "stack.fullname" $ }}-{{ $part }}
app.kubernetes.io/managed-by: {{ $.Release.Service }}
app.kubernetes.io/instance: {{ $.Release.Name }}
app.kubernetes.io/version: {{ $.Chart.Version | quote }}
app.kubernetes.io/part-of: {{ default $.Chart.Name $.Values.nameOverride }}
chart: {{ $.Chart.Name }}-{{ $.Chart.Version }}
release: {{ $.Release.Name | quote }}
heritage: {{ $.Release.Service | quote }}
{{- if eq $part "operator" }}
app.kubernetes.io/name: {{ default $.Chart.Name $.Values.nameOverride }}-prometheus-operator
app.kubernetes.io/component: prometheus-operator
{{- end }}
{{- with $.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "stack.image" -}}
{{ .registry }}/{{ .repository }}:{{ .tag }}
{{- end -}}

{{- /*
Fields of a custom resource: what the values say, without the chart's own keys and without what is empty.
(list fields keysOfTheChart)
*/}}
{{- define "stack.fields" -}}
{{- $own := index . 1 -}}
{{- range $key, $value := index . 0 }}
{{- if and (not (has $key $own)) (or (kindIs "bool" $value) (not (empty $value))) }}
{{ dict $key $value | toYaml }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* Path of a served page below a route prefix. */}}
{{- define "stack.below" -}}
{{- $prefix := index . 0 -}}
{{- printf "%s%s" (trimSuffix "/" $prefix) (index . 1) -}}
{{- end -}}
