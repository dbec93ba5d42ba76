namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>What a check looks at, in the order in which one rests on the other.</summary>
public enum CheckCategory
{
    /// <summary>The .NET SDK.</summary>
    Sdk,

    /// <summary>Packages and references.</summary>
    Dependencies,

    /// <summary>Files of the repository.</summary>
    Files,

    /// <summary>deploy.yaml and its overlays.</summary>
    Configuration,

    /// <summary>The bot's code: that it compiles, and what it is made of.</summary>
    Code,

    /// <summary>What must not be in git, or be read by others.</summary>
    Security,

    /// <summary>The secrets and their sources.</summary>
    Secrets,

    /// <summary>The way to the host.</summary>
    Ssh,

    /// <summary>The host and its Docker Engine.</summary>
    Host,

    /// <summary>The bot that runs there.</summary>
    Bot,

    /// <summary>What Telegram says of it.</summary>
    Telegram,
}
