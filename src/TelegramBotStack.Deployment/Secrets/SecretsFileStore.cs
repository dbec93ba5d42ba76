using System.Text;
using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Files;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>
/// The secrets files of a repository. They are read, changed and replaced as a whole under a lock; one that cannot be read
/// is never replaced.
/// </summary>
/// <param name="directory">The repository's root.</param>
internal sealed partial class SecretsFileStore(string directory)
{
    /// <summary>The environments that have a file, null for <c>deploy.secrets.yaml</c> itself.</summary>
    public IReadOnlyList<string?> Environments() =>
    [
        .. Directory.EnumerateFiles(directory, "deploy*.secrets.yaml")
            .Select(path => FileName().Match(Path.GetFileName(path)))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : null)
            .OrderBy(environment => environment, StringComparer.Ordinal),
    ];

    /// <summary>A file's content; null when there is none.</summary>
    /// <exception cref="DeploymentException">It is there and cannot be read, or is damaged.</exception>
    public async Task<SecretsFile?> ReadAsync(string? environment, CancellationToken cancellationToken)
    {
        var path = PathOf(environment);
        try
        {
            return SecretsFile.Parse(environment, await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecretErrors.FileUnusable(path, error);
        }
    }

    /// <summary>Changes a file, or makes it. What the change returns as it was is not written.</summary>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="DeploymentException">It cannot be read or written; it is as it was.</exception>
    public async Task<bool> ChangeAsync(
        string? environment, Func<SecretsFile?, Task<SecretsFile?>> change, CancellationToken cancellationToken)
    {
        var path = PathOf(environment);
        try
        {
            using var held = await FileLock.TakeAsync(path, cancellationToken);
            var before = await ReadAsync(environment, cancellationToken);
            var after = await change(before);
            if (after is null || ReferenceEquals(after, before))
            {
                return false;
            }

            await WholeFile.WriteAsync(path, Encoding.UTF8.GetBytes(after.Render()), onlyMe: false, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SecretErrors.FileUnusable(path, error);
        }
    }

    private string PathOf(string? environment)
    {
        DeployFile.CheckEnvironment(environment);
        return Path.Combine(directory, SecretsFile.NameFor(environment));
    }

    [GeneratedRegex(@"\Adeploy(?:\.([a-z0-9][a-z0-9-]{0,39}))?\.secrets\.yaml\z")]
    private static partial Regex FileName();
}
