using System.Diagnostics;

namespace TelegramBotStack.Components.Tests;

/// <summary>A program run to its end, with what it wrote.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    /// <summary>Variables of each: no MSBuild server may outlive the test, and the compiler not the tests.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = CompilerServer.Pipe,
    };

    /// <summary>Runs a program; a variable with the value null is removed from its environment.</summary>
    public static async Task<Command> RunAsync(
        string program, IEnumerable<string> arguments, string directory, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment.Concat(environment ?? new Dictionary<string, string?>()))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end. {await output} {await error}");
        }

        return new Command(process.ExitCode, await output, await error);
    }

    public Command ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{Output}\n{Error}");
        return this;
    }
}
