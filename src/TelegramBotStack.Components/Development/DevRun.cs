using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.LocalRuns;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Development;

/// <summary>Runs the bot until Ctrl-C, and brings every save into it.</summary>
internal sealed class DevRun
{
    /// <summary>Where a bot that is being written keeps its data, below the root; what it keeps in the simulator's world is apart.</summary>
    private const string DataDirectory = ".botstack/dev";
    private const string SimulatedDataDirectory = ".botstack/simulator";

    // A bot has 10 s to finish in.
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(12);

    private readonly DevRequest request;
    private readonly Screen screen;
    private readonly DevScreen output;
    private readonly TaskCompletionSource<DeploymentException> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? introduced;
    // The bot's lines and what it says of itself come at any time, and a line on the screen belongs to one of them.
    private readonly Lock gate = new();
    private volatile bool isEnding;
    private bool startsAgain;
    private bool isWatching;
    private string? lastSaved;

    private DevRun(DevRequest request, Screen screen)
    {
        this.request = request;
        this.screen = screen;
        output = new DevScreen(screen);
    }

    /// <param name="request">What to run.</param>
    /// <param name="screen">What the author sees.</param>
    /// <param name="cancellationToken">Ends the run in good order.</param>
    /// <exception cref="DeploymentException">The bot cannot be run, or runs elsewhere.</exception>
    public static async Task<DevReport> RunAsync(DevRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var settings = await LocalSettings.ReadAsync(request.Root, request.Project, request.TokenFrom, cancellationToken).ConfigureAwait(false);
        var run = new DevRun(request, screen);
        return settings.Token is null
            ? await run.WithSimulatorAsync(settings, cancellationToken).ConfigureAwait(false)
            : await run.WithTokenAsync(settings, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DevReport> WithTokenAsync(LocalSettings settings, CancellationToken cancellationToken)
    {
        using var folder = RunClaim.TakeFolder(request.Root);
        using var token = RunClaim.TakeToken(settings.Token!, request.Root);
        screen.Labelled("Token", settings.TokenSource!);
        var name = await LocalBot.AskAsync(settings, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        screen.Labelled("Bot", name is null ? "Telegram cannot be reached from here; the bot goes on asking" : $"@{name}");
        introduced = name;
        await ServeAsync(settings.Values, settings.Token!, DataDirectory, cancellationToken).ConfigureAwait(false);
        return Report(settings.TokenSource, simulator: null, DataDirectory);
    }

    private async Task<DevReport> WithSimulatorAsync(LocalSettings settings, CancellationToken cancellationToken)
    {
        using var folder = RunClaim.TakeFolder(request.Root);
        var telegram = await DevSimulator.StartAsync(request.SimulatorPort, cancellationToken).ConfigureAwait(false);
        await using (telegram.ConfigureAwait(false))
        {
            screen.Labelled("Token", request.TokenFrom is null ? "none found, so the bot talks to a simulated Telegram" : "none: the bot talks to a simulated Telegram");
            screen.Labelled("Open", telegram.BaseUrl);
            if (request.OpensBrowser && screen.IsTerminal)
            {
                DevSimulator.OpenPage(telegram.BaseUrl);
            }

            var values = new Dictionary<string, string>(settings.Values) { ["BOT_API_URL"] = telegram.BaseUrl };
            await ServeAsync(values, telegram.Token, SimulatedDataDirectory, cancellationToken).ConfigureAwait(false);
            return Report(tokenSource: null, telegram.BaseUrl, SimulatedDataDirectory);
        }
    }

    private async Task ServeAsync(
        IReadOnlyDictionary<string, string> values, string token, string dataDirectory, CancellationToken cancellationToken)
    {
        using var secrets = new DevSecrets([.. values, new("BOT_TOKEN", token)]);
        var channel = new DevChannel(OnStatus);
        await using (channel.ConfigureAwait(false))
        {
            channel.Listen();
            screen.Labelled("Data", dataDirectory);
            screen.Labelled("Build", Path.GetRelativePath(request.Root, request.Project));
            var variables = new Dictionary<string, string?>
            {
                ["BOT_TOKEN"] = null,
                ["BOTSTACK_SECRETS"] = secrets.Path,
                ["BOTSTACK_DATA"] = Path.Combine(request.Root, dataDirectory),
                ["BOTSTACK_DEV"] = channel.Name,
            };
            var watch = DevWatch.Start(request.Project, request.Root, variables, secrets.Path, OnLine);
            await using (watch.ConfigureAwait(false))
            {
                await UntilEndedAsync(watch.WaitAsync(), channel, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task UntilEndedAsync(Task<int> watching, DevChannel channel, CancellationToken cancellationToken)
    {
        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        await Task.WhenAny(watching, refused.Task, cancelled).ConfigureAwait(false);
        isEnding = true;
        await channel.EndBotsAsync(TimeToFinish).ConfigureAwait(false);
        if (refused.Task.IsCompleted)
        {
            throw await refused.Task.ConfigureAwait(false);
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            throw DevelopmentErrors.WatchEnded(await watching.ConfigureAwait(false));
        }
    }

    private void OnLine(string printed)
    {
        var line = DevLine.Read(printed, request.Root);
        lock (gate)
        {
            if ((isEnding && line.Kind != DevLineKind.Log) || (startsAgain && line.Kind == DevLineKind.Reloaded))
            {
                return;
            }

            output.Show(line);
            if (line.Kind == DevLineKind.Watching && !isWatching)
            {
                isWatching = true;
                screen.Labelled("Ready", "save a file, and the bot has it; Ctrl-C ends it");
            }
            else if (line.Kind == DevLineKind.Saved)
            {
                lastSaved = Path.Combine(request.Root, line.Text);
            }
            else if (line.Kind == DevLineKind.Waiting && startsAgain)
            {
                startsAgain = false;
                TouchLastSaved();
            }
        }
    }

    /// <summary>dotnet watch starts a bot that has ended when a file is saved, and has no other way to be told to.</summary>
    private void TouchLastSaved()
    {
        try
        {
            File.SetLastWriteTimeUtc(lastSaved ?? request.Project, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (IOException)
        {
            File.SetLastWriteTimeUtc(request.Project, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    private void OnStatus(DevStatus status)
    {
        lock (gate)
        {
            if (status.StartAgain)
            {
                startsAgain = true;
                output.ShowRestart("what the bot is made of has changed");
            }
            else if (status.Bot?.Username is { } name && introduced != name)
            {
                introduced = name;
                screen.Labelled("Bot", $"@{name}");
            }
        }

        // The first may be the last poll of this bot's own last start, which the network has brought late.
        if (status.Conflicts >= 2)
        {
            refused.TrySetResult(DevelopmentErrors.PolledElsewhere(introduced));
        }
    }

    private DevReport Report(string? tokenSource, string? simulator, string dataDirectory) => new(
        introduced, tokenSource, simulator, dataDirectory, output.Reloads, output.Restarts, output.Crashes);
}
