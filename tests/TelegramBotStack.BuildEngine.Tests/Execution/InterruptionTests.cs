using Nuke.Common;
using Nuke.Common.Tooling;

namespace TelegramBotStack.BuildEngine.Tests.Execution;

public class InterruptionTests
{
    [Fact]
    public async Task An_interrupted_target_is_aborted_and_only_assured_ones_follow()
    {
        using var stop = new CancellationTokenSource();
        using var build = new TestBuild { Cancellation = stop.Token };

        var outcome = await RunUntilStarted(build, stop, "Next");

        outcome.ExitCode.ShouldBe(130);
        outcome.Output.ShouldMatch(@"Endless +Aborted");
        outcome.Output.ShouldMatch(@"Unlock +Succeeded");
        outcome.Output.ShouldMatch(@"Next +NotRun");
        outcome.Output.ShouldContain("Build interrupted");
    }

    [Fact]
    public async Task An_exit_code_that_the_build_sets_wins()
    {
        using var stop = new CancellationTokenSource();
        using var build = new TestBuild { Cancellation = stop.Token };

        (await RunUntilStarted(build, stop, "Endless --with-exit-code 3")).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task A_started_program_ends_with_the_build()
    {
        Xunit.Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sleep.");
        using var stop = new CancellationTokenSource();
        using var build = new TestBuild { Cancellation = stop.Token };

        (await RunUntilStarted(build, stop, "Sleeps")).ExitCode.ShouldBe(130);
    }

    private static async Task<BuildOutcome> RunUntilStarted(TestBuild build, CancellationTokenSource stop, string arguments)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        InterruptedBuild.Started.Value = started;
        var run = Task.Run(() => build.Run<InterruptedBuild>(arguments), TestContext.Current.CancellationToken);
        await started.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        return await run.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private sealed class InterruptedBuild : NukeBuild
    {
        public static readonly AsyncLocal<TaskCompletionSource> Started = new();

        [Parameter] private readonly int? WithExitCode;

        public Target Endless => _ => _.Triggers(Unlock).Executes(async () =>
        {
            ExitCode = WithExitCode;
            Started.Value!.SetResult();
            await Task.Delay(Timeout.Infinite, BuildCancellation.Token);
        });

        public Target Next => _ => _.DependsOn(Endless).Executes(() => { });

        public Target Unlock => _ => _.AssuredAfterFailure().Executes(() => { });

        public Target Sleeps => _ => _.Executes(() =>
        {
            using var process = ProcessTasks.StartProcess("sleep", "300");
            Started.Value!.SetResult();
            process.AssertZeroExitCode();
        });
    }
}
