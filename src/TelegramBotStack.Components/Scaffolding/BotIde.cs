namespace TelegramBotStack.Components.Scaffolding;

/// <summary>Which editors a scaffolded bot is set up for, with its targets in their run menus.</summary>
public enum BotIde
{
    /// <summary>All of the following.</summary>
    All,

    /// <summary>Visual Studio Code: tasks, debugging, recommended extensions.</summary>
    VSCode,

    /// <summary>JetBrains Rider: run configurations.</summary>
    Rider,

    /// <summary>Visual Studio: run configurations.</summary>
    VisualStudio,

    /// <summary>None.</summary>
    None,
}
