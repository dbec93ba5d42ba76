using System.Globalization;
using System.Runtime.InteropServices;
using TelegramBotStack.Configuration;
using TelegramBotStack.Instances;

namespace TelegramBotStack.Watching;

/// <summary>
/// A process that was started with <c>--watch</c>, as docs/process-contract.md says. It builds neither the host nor the
/// configuration of the bot: it runs for ever beside it, and is to stay small.
/// </summary>
internal static class WatcherProcess
{
    private const string Argument = "--watch";
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(15);

    public static bool IsAskedFor(IEnumerable<string> arguments) => arguments.Contains(Argument);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider time, TextWriter output)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        try
        {
            var settings = WatchSettings.From(name => EarlySettings.Read(arguments, name));
            Directory.CreateDirectory(settings.StateDirectory);
            using var client = CreateClient();
            var token = settings.ReadSecret(SettingNames.Token) is { Length: > 0 } text ? BotToken.Parse(text) : null;
            var places = Places(settings, token, client);
            using var watcher = new Watcher(
                settings,
                token is null ? null : new TelegramSight(client, settings.ApiUrl, token.Value, time, settings.Data.Webhook),
                places,
                time,
                Log);
            Log($"Watching {settings.Bot}; telling {string.Join(" and ", places.Select(place => place.Name))}.");
            await watcher.RunAsync(stop.Token).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is BotConfigurationException or IOException or UnauthorizedAccessException)
        {
            Log(exception.Message);
            return ExitCode.Configuration;
        }

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        void Log(string text) => output.WriteLine(
            $"{time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {text}");
    }

    private static List<AlertPlace> Places(WatchSettings settings, BotToken? token, HttpClient client)
    {
        var places = new List<AlertPlace>();
        if (settings.Chat is { } chat)
        {
            places.Add(AlertPlace.Chat(client, settings.ApiUrl, BotToken.Parse(token?.Value).Value, chat));
        }

        if (settings.Webhook is { } name)
        {
            places.Add(AlertPlace.Webhook(
                client,
                Uri.TryCreate(settings.ReadSecret(name), UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
                    ? address
                    : throw new BotConfigurationException("watch-malformed", $"The secret {name} is not there, or is not an https or http address.")));
        }

        return places.Count > 0
            ? places
            : throw new BotConfigurationException("watch-nowhere", "Neither BOTSTACK_WATCH_CHAT nor BOTSTACK_WATCH_WEBHOOK is set: there is nobody to tell.");
    }

    private static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        // A redirect would carry the address with its secret to another server.
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
    })
    {
        Timeout = RequestTime,
    };
}
