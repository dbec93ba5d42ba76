using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Where the value of a secret comes from.</summary>
public abstract record SecretSource
{
    /// <summary>The source in a few words, as a person is told it. Never a value.</summary>
    public abstract string Description { get; }
}

/// <summary>An environment variable of the deploying machine.</summary>
/// <param name="Variable">Its name.</param>
public sealed record EnvironmentSecret(string Variable) : SecretSource
{
    /// <inheritdoc/>
    public override string Description => $"environment variable {Variable}";
}

/// <summary>A file of the deploying machine; its last line break is not part of the value.</summary>
/// <param name="Path">Its absolute path.</param>
public sealed record FileSecret(string Path) : SecretSource
{
    /// <inheritdoc/>
    public override string Description => $"file {Path}";
}

/// <summary>A command of the deploying machine, such as a password manager's; its last line break is not part of the value.</summary>
/// <param name="Command">The program and its arguments; no shell reads them.</param>
public sealed record CommandSecret(IReadOnlyList<string> Command) : SecretSource
{
    /// <inheritdoc/>
    public override string Description => $"command {Command[0]}";
}

/// <summary>A variable in a <c>.env</c> file.</summary>
/// <param name="Path">The file's absolute path.</param>
/// <param name="Key">The variable.</param>
public sealed record DotEnvSecret(string Path, string Key) : SecretSource
{
    /// <inheritdoc/>
    public override string Description => $"{Key} in {System.IO.Path.GetFileName(Path)}";
}

/// <summary>A user secret of the bot's project, as <c>dotnet user-secrets set</c> keeps it.</summary>
/// <param name="Key">Its key; <c>:</c> stands between the levels.</param>
public sealed record UserSecret(string Key) : SecretSource
{
    /// <inheritdoc/>
    public override string Description => $"user secret {Key}";
}

/// <summary>A value that is stored in the repository, encrypted.</summary>
/// <param name="File">The file's name.</param>
public sealed record StoredSecret(string File) : SecretSource
{
    /// <inheritdoc/>
    public override string Description => File;

    internal SecretsFile Content { get; init; } = new();
}
