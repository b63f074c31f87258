import { z } from "zod";
import type { HelmValues } from "../../components/helm/values";
import { grafanaRoles } from "../../components/keycloak/clients/grafana-settings";
import { monitoringDefaults } from "../../components/monitoring/defaults";
import { block } from "../fields/block";
import { expectations } from "../fields/expectations";
import { hostName, prometheusDuration, serviceName } from "../fields/formats";
import { oneOf, toggle } from "../fields/scalars";
import { roleBindings } from "./role-bindings";
import { storage } from "./storage";

const existing = block({
  prometheusService: serviceName("kube-prometheus-stack-prometheus").meta({
    description: "Service of Prometheus in the stack's namespace, port 9090.",
  }),
  alertmanagerService: serviceName("kube-prometheus-stack-alertmanager").meta({
    description: "Service of Alertmanager in the stack's namespace, port 9093.",
  }),
});

/** Host of one application. */
function ownHost(name: string, application: string): z.ZodOptional<z.ZodString> {
  return hostName(`${application}.example.com`)
    .meta({ description: `Host of ${name}.`, defaultText: `the path /${application} of the shared host` })
    .optional();
}

const hosts = block({
  prometheus: ownHost("Prometheus", "prometheus"),
  alertmanager: ownHost("Alertmanager", "alertmanager"),
  grafana: ownHost("Grafana", "grafana"),
});

const grafana = block({
  enabled: toggle().meta({ description: "Installs Grafana.", default: monitoringDefaults.grafana.enabled }).optional(),
  ...roleBindings({
    role: oneOf(grafanaRoles),
    kind: "roles in Grafana",
    none: { groups: "none: no group has access", users: "none: no user has access" },
  }),
});

const values = z
  .record(z.string(), z.unknown())
  // It was JSON, so it contains nothing that a values file could not.
  .transform((block) => block as HelmValues)
  .register(expectations, { expected: "a block of Helm values" });

/** Prometheus, Alertmanager, Grafana. */
export const monitoring = block({
  retention: prometheusDuration("10d")
    .meta({
      description: "How long Prometheus keeps samples, as a Prometheus duration.",
      default: monitoringDefaults.retention,
    })
    .optional(),
  storage: storage("50Gi", "Size of Prometheus' volume; Alertmanager's is always `1Gi`.")
    .meta({
      description: "Volumes of Prometheus and Alertmanager.",
      defaultText: "none: samples and silences are lost with the pod",
    })
    .optional(),
  grafana: grafana.meta({ description: "Grafana, with its own sign-in at Keycloak." }).optional(),
  nodeExporter: toggle()
    .meta({
      description: "Runs node-exporter on every node. The namespace must then allow host namespaces.",
      default: monitoringDefaults.nodeExporter,
    })
    .optional(),
  controlPlane: toggle()
    .meta({
      description: "Scrapes etcd, controller manager, scheduler and kube-proxy. Managed clusters do not expose them.",
      default: monitoringDefaults.controlPlane,
    })
    .optional(),
  keepCrds: toggle()
    .meta({
      description:
        "Keeps the custom resource definitions, and with them every ServiceMonitor of the cluster, when the stack is destroyed.",
      default: monitoringDefaults.keepCrds,
    })
    .optional(),
  hosts: hosts
    .meta({
      description:
        "Hosts of single applications, other than the shared host. Such an application is served at the root of its host. The certificate must cover these hosts.",
      defaultText: "all applications are on the shared host",
    })
    .optional(),
  existing: existing
    .meta({
      description: "An existing Prometheus and Alertmanager to protect.",
      defaultText: "the stack installs kube-prometheus-stack",
    })
    .optional(),
  values: values
    .meta({
      description:
        "Additional Helm values of kube-prometheus-stack. Only values that are [known to be harmless](guides/helm-values.md). No secrets: refer to a Secret.",
      defaultText: "none",
    })
    .optional(),
  uncheckedValues: values
    .meta({
      description:
        "Helm values of kube-prometheus-stack that [can bypass authentication](guides/helm-values.md#unchecked-values). Each one is a warning in the preview. Values that the stack manages cannot be set here either.",
      defaultText: "none",
    })
    .optional(),
});
