using System.Diagnostics;

namespace TelegramBotStack.Components.Development;

/// <summary>Runs a program to its end, line by line, and takes its children along when cancelled.</summary>
internal static class ChildProcess
{
    /// <param name="program">Name or path of the program.</param>
    /// <param name="arguments">Its arguments, one by one; no shell is involved.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="onOutput">Called with each line of standard output.</param>
    /// <param name="onError">Called with each line of standard error; never at the same time as the other.</param>
    /// <param name="environment">Variables set in addition; null removes one.</param>
    /// <param name="cancellationToken">Ends the program and its children.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string directory,
        Action<string> onOutput,
        Action<string> onError,
        IReadOnlyDictionary<string, string?>? environment,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{program} could not be started.");
        process.StandardInput.Close();
        var gate = new Lock();
        var output = ReadAsync(process.StandardOutput, onOutput);
        var error = ReadAsync(process.StandardError, onError);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await Task.WhenAll(output, error).ConfigureAwait(false);
        return process.ExitCode;

        async Task ReadAsync(StreamReader reader, Action<string> onLine)
        {
            while (await reader.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
            {
                lock (gate)
                {
                    onLine(line);
                }
            }
        }
    }
}
