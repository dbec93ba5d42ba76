using System.Globalization;
using System.Text.Json;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Demonstration;

/// <summary>
/// The whole stack on one screen: a bot is scaffolded, tested, deployed to a throwaway server, updated while users
/// keep writing, and rolled back.
/// </summary>
/// <param name="feed">Directory with the stack's packages; null for the feeds this machine is set up with.</param>
/// <param name="screen">Where it is shown.</param>
internal sealed class Demo(string? feed, Screen screen)
{
    private const string OldGreeting = "Hello";
    private const string NewGreeting = "Welcome aboard";

    private readonly DemoTimeline timeline = new(screen);

    /// <returns>What <c>--json</c> prints.</returns>
    public async Task<object> RunAsync(CancellationToken cancellationToken)
    {
        var place = Directory.CreateTempSubdirectory("botstack-demo-");
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var bot = new DemoBot(Path.Combine(place.FullName, DemoBot.Name), telegram);
        LoadReport? load = null;
        try
        {
            await timeline.RunAsync("Scaffold a bot", () => Task.FromResult(bot.Scaffold(feed))).ConfigureAwait(false);
            await timeline.RunAsync("Build and test it", () => TestAsync(bot, cancellationToken)).ConfigureAwait(false);
            load = SandboxHost.CanRun(out var reason)
                ? await DeployAsync(bot, telegram, Path.Combine(place.FullName, "sandboxes"), cancellationToken).ConfigureAwait(false)
                : LeaveDeploymentOut(reason);
        }
        finally
        {
            place.Delete(recursive: true);
        }

        return Conclude(load, telegram.Statistics.Conflicts);
    }

    private static async Task<string> TestAsync(DemoBot bot, CancellationToken cancellationToken)
    {
        var tests = await bot.BuildAsync(cancellationToken, "Test").ConfigureAwait(false);
        return $"{tests.GetProperty("passed")} tests passed";
    }

    private LoadReport? LeaveDeploymentOut(string reason)
    {
        timeline.LeaveOut("Deploy, update, roll back", $"a throwaway server cannot be made here: {reason}");
        return null;
    }

    private async Task<LoadReport> DeployAsync(
        DemoBot bot, TelegramSimulator telegram, string sandboxes, CancellationToken cancellationToken)
    {
        SandboxHost? sandbox = null;
        var ada = telegram.CreateUser("Ada");
        LoadReport? report = null;
        try
        {
            await timeline.RunAsync("Make a throwaway server", async () =>
            {
                sandbox = await SandboxHost.UpAsync(new SandboxSettings(sandboxes), screen.Note, cancellationToken).ConfigureAwait(false);
                await bot.DeployToAsync(sandbox, cancellationToken).ConfigureAwait(false);
                return $"OpenSSH on port {sandbox.Port}, Docker Engine of its own";
            }).ConfigureAwait(false);
            await timeline.RunAsync("Deploy", async () =>
                Describe(await bot.BuildAsync(cancellationToken, "DeployUp", "--yes").ConfigureAwait(false))).ConfigureAwait(false);
            await timeline.RunAsync("Talk to it", () => TalkAsync(ada, OldGreeting, cancellationToken)).ConfigureAwait(false);

            await bot.ChangeGreetingAsync(OldGreeting, NewGreeting, cancellationToken).ConfigureAwait(false);
            var load = telegram.StartLoad(users: 50, updatesPerSecond: 100);
            await timeline.RunAsync("Update it under load", async () =>
                Describe(await bot.BuildAsync(cancellationToken, "DeployUp", "--yes").ConfigureAwait(false))).ConfigureAwait(false);
            await timeline.RunAsync("Talk to the new one", () => TalkAsync(ada, NewGreeting, cancellationToken)).ConfigureAwait(false);
            await timeline.RunAsync("Roll back under load", async () =>
                Describe(await bot.BuildAsync(cancellationToken, "Rollback", "--yes").ConfigureAwait(false))).ConfigureAwait(false);
            await timeline.RunAsync("Count every answer", async () =>
            {
                report = await load.StopAsync(TimeSpan.FromSeconds(20), cancellationToken).ConfigureAwait(false);
                return Describe(report, telegram.Statistics.Conflicts);
            }).ConfigureAwait(false);
            await timeline.RunAsync("Talk to the old one", () => TalkAsync(ada, OldGreeting, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            if (sandbox is not null)
            {
                await timeline.RunAsync("Clean up", async () =>
                {
                    await sandbox.DownAsync().ConfigureAwait(false);
                    return "nothing is left";
                }).ConfigureAwait(false);
            }
        }

        return report!;
    }

    private static async Task<string> TalkAsync(SimulatedUser user, string expected, CancellationToken cancellationToken)
    {
        await user.Send("/start").ConfigureAwait(false);
        var reply = await user.NextReply(cancellationToken: cancellationToken).ConfigureAwait(false);
        return reply.Text?.Contains(expected, StringComparison.Ordinal) == true
            ? $"{user.FirstName}: /start   Bot: {reply.Text}"
            : throw new DemoFailedException($"The bot should say '{expected}', and said '{reply.Text}'.");
    }

    private static string Describe(JsonElement deployment)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{deployment.GetProperty("bytesSent").GetInt64() / 1024.0:#,0} KB sent in {deployment.GetProperty("roundTrips").GetInt64()} round trips");
        return deployment.GetProperty("gapMilliseconds") is { ValueKind: JsonValueKind.Number } gap
            ? string.Create(CultureInfo.InvariantCulture, $"{text}, handover gap {gap.GetDouble():0} ms")
            : text;
    }

    private static string Describe(LoadReport report, long conflicts) =>
        report.IsFlawless && conflicts == 0
            ? $"{report.Sent} messages: 0 lost, 0 doubled, 0 conflicts"
            : throw new DemoFailedException(
                $"{report.Sent} messages: {report.Lost} lost, {report.Doubled} doubled, {report.OutOfOrder} out of order, {conflicts} conflicts.");

    private object Conclude(LoadReport? load, long conflicts)
    {
        var seconds = timeline.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        screen.Line();
        screen.Headline(
            load is null
                ? $"Done in {seconds} s, without the parts named above."
                : $"Done in {seconds} s. Your own bot: ./build.sh Scaffold --bot-name MyBot",
            good: true);
        return new { Seconds = timeline.Elapsed.TotalSeconds, timeline.Phases, load?.Sent, load?.Lost, load?.Doubled, Conflicts = conflicts };
    }
}
