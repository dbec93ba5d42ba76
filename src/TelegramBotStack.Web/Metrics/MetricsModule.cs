using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TelegramBotStack.Web.Metrics;

internal sealed class MetricsModule(MetricsOptions options) : IBotModule
{
    private const string Source = "TelegramBotStack";
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public void Configure(BotApplicationBuilder builder)
    {
        var sendsOtlp = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OtlpEndpoint));
        builder.Services.AddSingleton(options);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? "telegram-bot"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Source).AddMeter("System.Runtime").AddPrometheusExporter();
                if (sendsOtlp)
                {
                    metrics.AddOtlpExporter();
                }
            })
            .WithTracing(traces =>
            {
                if (sendsOtlp)
                {
                    traces.AddSource(Source).AddOtlpExporter();
                }
            });
        builder.Services.AddHostedService<MetricsServer>();
    }
}
