using TelegramBotStack.Web.Metrics;

namespace TelegramBotStack.Web;

/// <summary>Metrics and traces for others to read.</summary>
public static class MetricsExtensions
{
    /// <summary>
    /// Serves the bot's metrics for Prometheus at <c>/metrics</c>, and its health at <c>/healthz</c>, while it is the active
    /// instance. With <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> in the environment metrics and traces are sent there as well.
    /// docs/observability.md lists them.
    /// </summary>
    /// <param name="builder">The bot.</param>
    /// <param name="configure">Sets what the settings <c>BOTSTACK_METRICS_…</c> leave open. Default: nothing.</param>
    public static BotApplicationBuilder UseMetricsEndpoint(this BotApplicationBuilder builder, Action<MetricsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new MetricsOptions();
        configure?.Invoke(options);
        return builder.AddModule(new MetricsModule(options));
    }
}
