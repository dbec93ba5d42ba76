using System.Text.Json;

namespace TelegramBotStack.Deployment.Images;

/// <summary>The Dockerfiles of a bot's layers, from what rarely changes to the bot itself.</summary>
internal static class Dockerfiles
{
    /// <summary>The user the bot runs as; Microsoft's images call it <c>app</c>.</summary>
    public const int UserId = 1654;

    /// <summary>Folder of the files in a build's context.</summary>
    public const string Folder = "app";

    /// <summary>The layer of packages, and what never changes.</summary>
    public static string Packages(string baseImage) => $"""
        FROM {baseImage}
        COPY --chown={UserId}:{UserId} data/ /data/
        COPY {Folder}/ /app/
        WORKDIR /app
        ENV BOTSTACK_DATA=/data DOTNET_EnableDiagnostics=0
        USER {UserId}:{UserId}

        """;

    /// <summary>The layer of the projects the bot refers to.</summary>
    public static string Projects(string packagesImage) => $"""
        FROM {packagesImage}
        COPY {Folder}/ /app/

        """;

    /// <summary>The bot's own layer.</summary>
    /// <param name="projectsImage">The image below.</param>
    /// <param name="command">What is started: a program and its arguments.</param>
    /// <param name="keepsContract">Whether it knows <c>--health</c>; another program would start as a second bot.</param>
    public static string App(string projectsImage, IReadOnlyList<string> command, bool keepsContract)
    {
        var entry = string.Join(", ", command.Select(word => JsonSerializer.Serialize(word)));
        var health = keepsContract
            ? $"""HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD [{entry}, "--health"]"""
            : "HEALTHCHECK NONE";
        return $"""
            FROM {projectsImage}
            COPY {Folder}/ /app/
            {health}
            ENTRYPOINT [{entry}]

            """;
    }
}
