using Spectre.Console;
using TelegramBotStack.Components.Monitoring;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Monitoring;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Components.Tests.Monitoring;

public class DashboardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 15, 0, TimeSpan.Zero);

    private static readonly HostSample Sample = new(
        "vps.example.org",
        Now,
        new MachineSample(0.42, 2, 1300L << 20, 2048L << 20, 12L << 30, 40L << 30),
        [
            new BotSample
            {
                Bot = "echo", Release = "20261124T021500Z-3f4b00", IsRunning = true, IsAnswering = true, State = InstanceState.Active,
                UpdatesPerSecond = 12.34, LagMilliseconds = 640, Updates = new UpdateCounts(310, 2, 0, 1), MemoryBytes = 48L << 20,
                MemoryLimitBytes = 256L << 20, UpSeconds = 7300, Others = 1,
            },
            new BotSample
            {
                Bot = "quiet[1]", Release = "20261123T021500Z-aabbcc", IsRunning = true, IsAnswering = false, State = InstanceState.Active,
                Restarts = 3, LastError = new InstanceError(Now, "poll-failed", "No route\nto host"),
            },
        ]);

    [Fact]
    public void A_wide_terminal_shows_everything()
    {
        var lines = Draw(new HostView(Sample, null, null), 160);

        lines[0].ShouldBe("vps.example.org  02:15:00 UTC  load 0.42 of 2  memory 1.3 GB of 2.0 GB free  disk 12 GB of 40 GB free");
        lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["bot", "state", "upd/s", "lag", "waiting", "handled", "failed", "memory", "restarts", "up", "release", "last", "error"]);
        lines[3].ShouldContain("active +1");
        lines[3].ShouldContain("48 MB of 256 MB");
        lines[4].ShouldContain("silent");
        lines[4].ShouldContain("02:15 poll-failed: No route to host");
        lines[^1].ShouldBe("2 bots; these do not answer: quiet[1]. Ctrl-C ends this.");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    [InlineData(25)]
    public void A_narrow_terminal_loses_the_least_important_columns_and_no_line_is_broken(int width)
    {
        var lines = Draw(new HostView(Sample, null, null), width);

        lines.Length.ShouldBe(7, string.Join('\n', lines));
        lines.ShouldAllBe(line => line.Length <= width);
        lines[2].ShouldContain("state");
        Dashboard.Fitting(Sample.Bots, width).Contains("release").ShouldBe(width >= 120);
    }

    [Fact]
    public void A_lost_connection_leaves_the_last_picture_and_says_so()
    {
        var problem = new DeploymentException("TBS2010", "The connection to vps was lost.", "Run it again.");

        var lines = Draw(new HostView(Sample, problem, TimeSpan.FromSeconds(4)), 160);

        lines[3].ShouldContain("echo");
        lines[^1].ShouldBe("Trying again in 4 s; this is of 02:15:00 UTC. The connection to vps was lost. Ctrl-C ends this.");
    }

    private static string[] Draw(HostView view, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(Dashboard.Of(view, width, "Ctrl-C ends this."));
        return [.. text.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())];
    }
}
