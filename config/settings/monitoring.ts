import { z } from "zod";
import type { HelmValues } from "../../components/helm/values";
import { block } from "../fields/block";
import { toggle } from "../fields/scalars";
import { dnsLabel, hostName, objectName, prometheusDuration, quantity } from "../fields/formats";
import { roleBindings } from "./role-bindings";

const storage = block({
  size: quantity("50Gi").meta({ description: "Size of Prometheus' volume; Alertmanager's is always `1Gi`." }),
  storageClassName: objectName("fast")
    .meta({ description: "Storage class; without it, the cluster's default." })
    .optional(),
});

const existing = block({
  prometheusService: dnsLabel("kube-prometheus-stack-prometheus").meta({
    description: "Service of Prometheus in the stack's namespace.",
  }),
  alertmanagerService: dnsLabel("kube-prometheus-stack-alertmanager").meta({
    description: "Service of Alertmanager in the stack's namespace.",
  }),
});

const hosts = block({
  prometheus: hostName("prometheus.example.com").meta({ description: "Host of Prometheus." }).optional(),
  alertmanager: hostName("alertmanager.example.com").meta({ description: "Host of Alertmanager." }).optional(),
  grafana: hostName("grafana.example.com").meta({ description: "Host of Grafana." }).optional(),
});

const grafana = block({
  enabled: toggle().meta({ description: "Whether it is installed.", default: true }).optional(),
  ...roleBindings("roles `viewer`, `editor` or `admin` in Grafana", "viewer"),
});

/** Prometheus, Alertmanager, Grafana. */
export const monitoring = block({
  retention: prometheusDuration("10d")
    .meta({ description: "How long Prometheus keeps samples, in Prometheus' units.", default: "10d" })
    .optional(),
  storage: storage
    .meta({ description: "Volumes for Prometheus and Alertmanager; without it, their data is gone with their pod." })
    .optional(),
  grafana: grafana.meta({ description: "Grafana, with its own sign-in at Keycloak." }).optional(),
  nodeExporter: toggle()
    .meta({
      description: "Runs node-exporter on every node; a namespace that enforces `restricted` refuses it.",
      default: false,
    })
    .optional(),
  controlPlane: toggle()
    .meta({
      description: "Scrapes etcd, controller manager, scheduler and kube-proxy, which managed clusters do not expose.",
      default: false,
    })
    .optional(),
  keepCrds: toggle()
    .meta({
      description:
        "Keeps the custom resource definitions when the stack is destroyed, and with them every ServiceMonitor.",
      default: false,
    })
    .optional(),
  hosts: hosts
    .meta({
      description:
        "Hosts of their own, other than the shared one: an application named here is served at the root of its host, the others under their path of the shared host. The certificate must cover them.",
    })
    .optional(),
  existing: existing
    .meta({ description: "Protects a monitoring stack that somebody else installed, instead of installing one." })
    .optional(),
  values: z
    .record(z.string(), z.unknown(), { error: "a block of Helm values" })
    // It has been JSON, so it holds nothing else than what a values file can.
    .transform((values) => values as HelmValues)
    .meta({
      description:
        "Values of the kube-prometheus-stack chart, over the defaults of this stack. What keeps the sign-in closed cannot be set. No secrets: name a Secret.",
    })
    .optional(),
});
