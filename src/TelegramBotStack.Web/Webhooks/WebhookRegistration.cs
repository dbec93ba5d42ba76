using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using TelegramBotStack.Instances;
using TelegramBotStack.Polling;
using TelegramBotStack.Webhooks;

namespace TelegramBotStack.Web.Webhooks;

/// <summary>
/// Sees to it that Telegram sends updates here and gets through: asks what is set, and sets it only when it differs,
/// since a webhook that is set anew gets what is on its way again (telegram-bot-api, WebhookActor).
/// </summary>
internal sealed partial class WebhookRegistration(
    WebhookSettings settings, string secret, WebhookCertificate? certificate, UpdateSourceContext context)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);

    private readonly ILogger _logger = context.Loggers.CreateLogger<WebhookRegistration>();
    private readonly string _url = settings.PublicUrl.ToString();
    private readonly DateTimeOffset _since = context.Time.GetUtcNow();
    private bool _isSet;

    /// <summary>Sets the webhook, and looks after it until told to let go.</summary>
    /// <exception cref="BotConfigurationException">Telegram refuses the token.</exception>
    /// <exception cref="LeaseLostException">Another instance has set one, and rightly so.</exception>
    public async Task KeepAsync(Func<DateTimeOffset?> lastTakenAt, CancellationToken letGo)
    {
        var backoff = new Backoff(Random.Shared);
        while (true)
        {
            var pause = context.Interval;
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(letGo);
            deadline.CancelAfter(AnswerTime);
            try
            {
                await LookAsync(lastTakenAt(), deadline.Token).ConfigureAwait(false);
                backoff.Reset();
            }
            catch (ApiRequestException exception) when (exception.ErrorCode is 401 or 404)
            {
                throw TokenRefusal.Exception();
            }
            catch (Exception exception) when (exception is RequestException or OperationCanceledException && !letGo.IsCancellationRequested)
            {
                pause = Shorter(backoff.Next() + TimeSpan.FromSeconds(1), pause);
                context.Status.NoteError("webhook-failed", exception.Message);
                LogFailed(_logger, exception.Message, pause.TotalSeconds);
            }

            context.Liveness.Progress();
            await Task.Delay(pause, context.Time, letGo).ConfigureAwait(false);
            context.Liveness.Progress();
        }
    }

    private async Task LookAsync(DateTimeOffset? lastTakenAt, CancellationToken cancellationToken)
    {
        var info = await context.Client.GetWebhookInfo(cancellationToken).ConfigureAwait(false);
        if (IsToBeSet(info))
        {
            NoteOther(info);
            await SetAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (info.PendingUpdateCount > 0 && info.LastErrorDate is { } at && at > (lastTakenAt ?? _since).UtcDateTime)
        {
            // Updates wait, and nothing has come since Telegram last failed to send one: they do not flow.
            context.Status.NoteError("webhook-unreachable", $"Telegram cannot reach the webhook: {info.LastErrorMessage}");
            LogUnreachable(_logger, info.PendingUpdateCount, info.LastErrorMessage);
            return;
        }

        var now = context.Time.GetUtcNow();
        context.Status.Change(current => current with { LastPollAt = now, PollsAnswered = current.PollsAnswered + 1 });
    }

    /// <summary>What is set once is not set again for a list that Telegram tells otherwise than it was given.</summary>
    private bool IsToBeSet(WebhookInfo info)
        => info.Url != _url
            || info.HasCustomCertificate != (certificate?.Upload is not null)
            || (!_isSet && (WebhookMemory.Read(context.Settings.Data.Webhook)?.Fingerprint != Fingerprint()
                || (info.MaxConnections is { } connections && connections != settings.MaxConnections)
                || !context.AllowedUpdates.ToHashSet().SetEquals(info.AllowedUpdates ?? [])));

    private void NoteOther(WebhookInfo info)
    {
        if (!_isSet || info.Url == _url)
        {
            return;
        }

        context.Status.Change(current => current with { Conflicts = current.Conflicts + 1 });
        context.Status.NoteError("conflict", $"Somebody has set the webhook to {HostOf(info.Url)}, or removed it.");
        if (!context.Lease.IsStillHeld())
        {
            throw new LeaseLostException();
        }

        LogTaken(_logger, HostOf(info.Url));
    }

    private async Task SetAsync(CancellationToken cancellationToken)
    {
        // First, so that a later start knows the webhook as its own whatever happens now.
        var memory = new WebhookMemory(_url, settings.Secret is null ? secret : null, "");
        memory.Write(context.Settings.Data.Webhook);
        using var upload = certificate?.Upload is { } pem ? new MemoryStream(Encoding.ASCII.GetBytes(pem)) : null;
        await context.Client.SetWebhook(
            _url,
            upload is null ? null : InputFile.FromStream(upload, "webhook.pem"),
            maxConnections: settings.MaxConnections,
            allowedUpdates: context.AllowedUpdates,
            dropPendingUpdates: false,
            secretToken: secret,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        (memory with { Fingerprint = Fingerprint() }).Write(context.Settings.Data.Webhook);
        _isSet = true;
        LogSet(_logger, settings.PublicUrl.Host);
    }

    private string Fingerprint()
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_url}\n{secret}\n{certificate?.Upload}")));

    // The rest of the address may hold a secret.
    private static string HostOf(string url)
        => url.Length == 0 ? "nothing" : Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "an address that is none";

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(Level = LogLevel.Information, Message = "The webhook is set to {Host}.")]
    private static partial void LogSet(ILogger logger, string host);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook: {Error}. Trying again in {Seconds:0.0} s.")]
    private static partial void LogFailed(ILogger logger, string error, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} updates wait at Telegram, which cannot reach the webhook: {Error}")]
    private static partial void LogUnreachable(ILogger logger, int count, string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody has set the webhook to {Host}. Another program uses this token. It is set back.")]
    private static partial void LogTaken(ILogger logger, string host);
}
