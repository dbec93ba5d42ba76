using System.Diagnostics;

namespace TelegramBotStack.Build.Benchmarking;

/// <summary>Measures the framework beside others, on one simulator and one machine.</summary>
internal interface IBenchmark : INukeBuild
{
    /// <summary>What the program of <see cref="Benchmark"/> gets, as docs/performance.md says. Default: its defaults.</summary>
    [Parameter("Arguments of the benchmark, as one text: \"--bots stack,bare --rounds 5\"")]
    string? BenchmarkArguments => TryGetValue(() => BenchmarkArguments);

    /// <summary>Updates per second, delays, processor time and memory of an echo bot of this stack and of its peers.</summary>
    Target Benchmark => _ => _
        .Description("Measure an echo bot of this stack beside Telegram.Bot alone, grammY and Telegraf")
        .Executes(async () =>
        {
            var project = RootDirectory / "tests" / "TelegramBotStack.Benchmarks";
            string[] arguments = ["run", "-c", "Release", "--project", project, "--", .. (BenchmarkArguments ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            using var run = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
            await run.WaitForExitAsync();
            if (run.ExitCode != 0)
            {
                throw new InvalidOperationException($"The benchmark ended with {run.ExitCode}.");
            }
        });
}
