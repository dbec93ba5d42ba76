using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Sandboxing;

namespace TelegramBotStack.Components;

/// <summary>
/// Everything a bot repository's build needs: <c>class Build : NukeBuild, ITelegramBot</c> has all targets.
/// </summary>
public interface ITelegramBot : IDev, ISandbox
{
}
