using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.LocalRuns;

/// <summary>What a bot is given when it runs on its author's machine: the values of <c>.env</c>, and its token.</summary>
public sealed record LocalSettings
{
    /// <summary>Name of the file in the repository's root that is read.</summary>
    public const string EnvFileName = ".env";

    /// <summary>The variables of <c>.env</c> that the environment does not have, without the token. Values may be secrets.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>The token; null when none was found, or none is wanted. Never printed.</summary>
    public string? Token { get; init; }

    /// <summary>Where the token comes from, in a few words.</summary>
    public string? TokenSource { get; init; }

    /// <summary>The Bot API server that the environment or <c>.env</c> names; null for Telegram's.</summary>
    public string? ApiUrl { get; init; }

    /// <summary>Reads <c>.env</c> and finds the token: in the environment, else in <c>.env</c>, else in the user secrets.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="project">Path of the bot's project file.</param>
    /// <param name="tokenFrom">
    /// The one source to take the token from: <c>env</c>, <c>dotenv</c>, <c>user-secrets</c>, each with <c>:NAME</c> for another
    /// name than BOT_TOKEN, <c>file:PATH</c>, <c>deploy</c> or <c>deploy:ENVIRONMENT</c> for what deploy.yaml names, or
    /// <c>none</c>. Null looks for it.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">A file cannot be read, or the source has no token.</exception>
    public static async Task<LocalSettings> ReadAsync(string root, string project, string? tokenFrom, CancellationToken cancellationToken)
    {
        var file = await ReadEnvFileAsync(Path.Combine(root, EnvFileName), cancellationToken);
        var source = await LocalToken.FindAsync(root, project, file, tokenFrom, cancellationToken);
        var values = file
            .Where(variable => variable.Key != SecretValue.Token && variable.Value.Length > 0
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable.Key)))
            .ToDictionary();
        return new LocalSettings
        {
            Values = values,
            Token = source?.Token,
            TokenSource = source?.Description,
            ApiUrl = values.GetValueOrDefault(ApiUrlName) ?? Environment.GetEnvironmentVariable(ApiUrlName),
        };
    }

    private const string ApiUrlName = "BOT_API_URL";

    private static async Task<IReadOnlyDictionary<string, string>> ReadEnvFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(path)
                ? DotEnvFile.Parse(await File.ReadAllTextAsync(path, cancellationToken))
                : new Dictionary<string, string>();
        }
        catch (FormatException error)
        {
            throw LocalRunErrors.EnvFile(path, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw LocalRunErrors.EnvFile(path, "it cannot be read");
        }
    }
}
