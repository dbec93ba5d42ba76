using System.ComponentModel;
using System.Diagnostics;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>A program of this machine that is asked something, such as git; never with a secret as an argument.</summary>
internal static class LocalTool
{
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments; no shell is involved.</param>
    /// <param name="directory">Where it is run.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code and standard output; null when it is not there, or took too long.</returns>
    public static async Task<ToolAnswer?> AskAsync(
        string program, IEnumerable<string> arguments, string directory, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(limit);
        using var process = Start(program, arguments, directory);
        if (process is null)
        {
            return null;
        }

        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(over.Token);
            await process.WaitForExitAsync(over.Token);
            return new ToolAnswer(process.ExitCode, output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static Process? Start(string program, IEnumerable<string> arguments, string directory)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>What a program of this machine answered.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ToolAnswer(int ExitCode, string Output, string Error);
