using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>A command that prints a secret, such as a password manager's. It may ask the user at the terminal.</summary>
internal static class SecretCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="DeploymentException">It cannot be started, fails, takes longer than 60 s, or prints no text.</exception>
    public static async Task<string> RunAsync(string name, IReadOnlyList<string> command, string directory, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                WorkingDirectory = directory,
                RedirectStandardOutput = true,
            })!;
            try
            {
                var output = await SecretText.ReadAsync(process.StandardOutput.BaseStream, limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode == 0
                    ? output
                    : throw ConfigurationErrors.NoSecret(name, $"'{command[0]}' ended with {process.ExitCode}");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (DecoderFallbackException)
        {
            throw SecretErrors.NoText(name, $"the output of '{command[0]}'");
        }
        catch (Win32Exception)
        {
            throw ConfigurationErrors.NoSecret(name, $"'{command[0]}' could not be started");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ConfigurationErrors.NoSecret(name, $"'{command[0]}' did not end within {Limit.TotalSeconds:0} s");
        }
    }
}
