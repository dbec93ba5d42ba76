using System.ComponentModel;
using System.Diagnostics;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Gets the values of the secrets from where deploy.yaml says.</summary>
internal static class SecretReader
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(DeploySettings settings, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, source) in settings.Secrets)
        {
            var value = source switch
            {
                EnvironmentSecret { Variable: var variable } => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } found
                    ? found
                    : throw ConfigurationErrors.NoSecret(name, $"the environment variable {variable} is not set"),
                FileSecret { Path: var path } => WithoutLastLineBreak(await ReadFileAsync(name, path, cancellationToken)),
                CommandSecret { Command: var command } => WithoutLastLineBreak(await RunAsync(name, command, settings.Directory, cancellationToken)),
                _ => throw new UnreachableException(),
            };
            values[name] = value.Length > 0 ? value : throw ConfigurationErrors.NoSecret(name, "its source is empty");
        }

        return values;
    }

    private static async Task<string> ReadFileAsync(string name, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationErrors.NoSecret(name, $"the file {path} cannot be read");
        }
    }

    private static async Task<string> RunAsync(string name, IReadOnlyList<string> command, string directory, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CommandLimit);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
            {
                WorkingDirectory = directory,
                RedirectStandardOutput = true,
            })!;
            try
            {
                var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
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
        catch (Win32Exception)
        {
            throw ConfigurationErrors.NoSecret(name, $"'{command[0]}' could not be started");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ConfigurationErrors.NoSecret(name, $"'{command[0]}' did not end within {CommandLimit.TotalSeconds:0} s");
        }
    }

    private static string WithoutLastLineBreak(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
