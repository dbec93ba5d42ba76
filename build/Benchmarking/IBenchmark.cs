using System.Diagnostics;

namespace TelegramBotStack.Build.Benchmarking;

/// <summary>Measures the framework beside others, on one simulator and one machine.</summary>
internal interface IBenchmark : INukeBuild
{
    /// <summary>Options of the program of <see cref="Benchmark"/>, as docs/performance.md has them, without their dashes. Default: its defaults.</summary>
    [Parameter("Options of the benchmark, such as bots=stack,bare rounds=5")]
    string[] BenchmarkOptions => TryGetValue(() => BenchmarkOptions) ?? [];

    /// <summary>Updates per second, delays, processor time and memory of an echo bot of this stack and of its peers.</summary>
    Target Benchmark => _ => _
        .Description("Measure an echo bot of this stack beside Telegram.Bot alone, grammY and Telegraf")
        .Executes(async () =>
        {
            var project = RootDirectory / "tests" / "TelegramBotStack.Benchmarks";
            var options = BenchmarkOptions.SelectMany(option => $"--{option}".Split('=', 2));
            string[] arguments = ["run", "-c", "Release", "--project", project, "--", .. options];
            using var run = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
            await run.WaitForExitAsync();
            if (run.ExitCode != 0)
            {
                throw new InvalidOperationException($"The benchmark ended with {run.ExitCode}.");
            }
        });
}
