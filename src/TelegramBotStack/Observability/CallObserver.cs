using System.Diagnostics;
using System.Globalization;

namespace TelegramBotStack.Observability;

/// <summary>
/// Measures each attempt of a call of the Bot API, and makes a span of it. Of the address only the method is told, which is
/// its last part; the token is in the one before. Polls are measured, but are no spans: they last as long as nothing happens.
/// </summary>
internal sealed class CallObserver(HttpMessageHandler inner, BotMeter meter) : DelegatingHandler(inner)
{
    private const string Poll = "getUpdates";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => meter.IsTimingCalls || BotTracing.Source.HasListeners()
            ? ObserveAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> ObserveAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isTimed = meter.IsTimingCalls;
        var path = request.RequestUri!.AbsolutePath;
        var method = path[(path.LastIndexOf('/') + 1)..];
        using var activity = method == Poll ? null : BotTracing.Source.StartActivity(method, ActivityKind.Client);
        var since = Stopwatch.GetTimestamp();
        var result = "error";
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            result = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            activity?.SetTag("http.response.status_code", (int)response.StatusCode);
            activity?.SetStatus(response.IsSuccessStatusCode ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            return response;
        }
        catch (Exception exception)
        {
            // Its text may hold the address.
            activity?.SetTag("error.type", exception.GetType().Name);
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            activity?.SetTag("rpc.system", "telegram").SetTag("rpc.method", method);
            if (isTimed)
            {
                meter.Called(method, result, Stopwatch.GetElapsedTime(since));
            }
        }
    }
}
