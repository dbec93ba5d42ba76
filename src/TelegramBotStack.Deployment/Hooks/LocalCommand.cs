using System.ComponentModel;
using System.Diagnostics;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Hooks;

/// <summary>
/// A command of the user's own, run on the deploying machine in the repository's root, without a shell. It is told of the
/// deployment through variables; of those none is a secret, and what it prints is shown with the secrets hidden.
/// </summary>
internal static class LocalCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <param name="name">What it is called on the screen, such as <c>before-verify</c>.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="run">The deployment.</param>
    /// <param name="variables">Variables besides those about the deployment.</param>
    /// <param name="cancellationToken">Ends the command and what it started.</param>
    /// <exception cref="DeploymentException">It could not be started, took too long, or ended with something else than 0.</exception>
    public static async Task RunAsync(
        string name,
        IReadOnlyList<string> command,
        DeploymentRun run,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        using var process = Start(name, command, run, variables);
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var gate = new Lock();
        try
        {
            await Task.WhenAll(
                ShowAsync(process.StandardOutput), ShowAsync(process.StandardError), process.WaitForExitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw HookErrors.TooSlow(name, command[0], Limit);
        }

        if (process.ExitCode != 0)
        {
            throw HookErrors.Failed(name, command[0], process.ExitCode);
        }

        async Task ShowAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                lock (gate)
                {
                    run.Log.Note($"{name}: {run.Mask(line)}");
                }
            }
        }
    }

    private static Process Start(
        string name, IReadOnlyList<string> command, DeploymentRun run, IReadOnlyDictionary<string, string> variables)
    {
        var settings = run.Session.Settings;
        var program = command[0].StartsWith('.') ? Path.GetFullPath(Path.Combine(settings.Directory, command[0])) : command[0];
        var start = new ProcessStartInfo(program, command.Skip(1))
        {
            WorkingDirectory = settings.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BOTSTACK_OPERATION"] = run.Operation;
        start.Environment["BOTSTACK_BOT"] = run.Session.Bot;
        start.Environment["BOTSTACK_HOST"] = run.Session.Host.Name;
        start.Environment["BOTSTACK_ENVIRONMENT"] = settings.Environment ?? "";
        start.Environment["BOTSTACK_RELEASE"] = run.Release?.Id ?? "";
        start.Environment["BOTSTACK_PREVIOUS"] = run.Old?.Release ?? "";
        start.Environment["BOTSTACK_COMMIT"] = run.Release?.Commit ?? "";
        foreach (var (variable, value) in variables)
        {
            start.Environment[variable] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            throw HookErrors.NotStarted(name, command[0], error);
        }
    }
}
