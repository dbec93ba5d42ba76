using TelegramBotStack.Configuration;

namespace TelegramBotStack.Web.Webhooks;

internal static class WebhookSettingNames
{
    public const string Url = "BOTSTACK_WEBHOOK_URL";
    public const string Address = "BOTSTACK_WEBHOOK_ADDRESS";
    public const string Port = "BOTSTACK_WEBHOOK_PORT";
    public const string Path = "BOTSTACK_WEBHOOK_PATH";
    public const string Secret = SettingNames.WebhookSecret;
    public const string Certificate = "BOTSTACK_WEBHOOK_CERTIFICATE";
    public const string Key = "BOTSTACK_WEBHOOK_KEY";
    public const string Connections = "BOTSTACK_WEBHOOK_CONNECTIONS";
}
