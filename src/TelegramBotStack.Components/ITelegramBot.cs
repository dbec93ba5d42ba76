using TelegramBotStack.Components.BackingUp;
using TelegramBotStack.Components.Demonstration;
using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Diagnosing;
using TelegramBotStack.Components.Hosts;
using TelegramBotStack.Components.Migrating;
using TelegramBotStack.Components.Monitoring;
using TelegramBotStack.Components.Sandboxing;
using TelegramBotStack.Components.Scaffolding;
using TelegramBotStack.Components.Upgrading;
using TelegramBotStack.Components.Validating;

namespace TelegramBotStack.Components;

/// <summary>
/// Everything a bot repository's build needs: <c>class Build : NukeBuild, ITelegramBot</c> has all targets.
/// </summary>
public interface ITelegramBot
    : IScaffold, IDev, IValidate, IHostPreparation, IDeploy, IRollback, IBackup, IExport, ISecrets, IMonitor, ISandbox, IDemo, IUpgrade,
        IMigrate, IDoctor
{
}
