using System.Globalization;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace TelegramBotStack.BuildEngine.Tests.Sessions;

public class IsolationTests
{
    [Fact]
    public async Task Builds_that_run_at_the_same_time_share_nothing()
    {
        using var all = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Factory.StartNew(
            () => RunOne(number, all),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }

    private static void RunOne(int number, Barrier all)
    {
        using var build = new TestBuild();
        build.Environment["COLOR"] = $"color{number}";
        MeetingBuild.Meet.Value = all;

        var output = build.Run<MeetingBuild>("Show").Output;

        output.ShouldContain($"color{number} in {build.Root}");
        for (var other = 0; other < 4; other++)
            output.Contains("color" + other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).ShouldBe(other == number);
    }

    private sealed class MeetingBuild : NukeBuild
    {
        public static readonly AsyncLocal<Barrier> Meet = new();

        [Parameter] private readonly string Color = "";

        public Target Show => _ => _.Executes(async () =>
        {
            Meet.Value!.SignalAndWait(TimeSpan.FromMinutes(1)).ShouldBeTrue();
            await Task.Yield();
            Log.Information("{Color} in {Root}", Color, RootDirectory.ToString());
        });
    }
}
