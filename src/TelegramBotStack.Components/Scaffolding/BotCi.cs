namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Whose workflow files a scaffolded bot gets.</summary>
public enum BotCi
{
    /// <summary>GitHub Actions: test, deploy on tag, rollback by button.</summary>
    GitHub,

    /// <summary>GitLab CI: the same.</summary>
    GitLab,

    /// <summary>None.</summary>
    None,
}
