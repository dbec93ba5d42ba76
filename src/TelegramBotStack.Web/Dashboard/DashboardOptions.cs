using System.Net;

namespace TelegramBotStack.Web;

/// <summary>Where the dashboard is served. Nobody but the machine itself reaches it by default.</summary>
public sealed class DashboardOptions
{
    /// <summary>
    /// Address under which a browser reaches it, such as <c>https://bot.example.org/admin</c>: https, or http on the loopback
    /// interface. Default: <c>http://127.0.0.1</c> with the port. Setting: <c>BOTSTACK_DASHBOARD_URL</c>.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The address to listen on. Default loopback. Setting: <c>BOTSTACK_DASHBOARD_ADDRESS</c>.</summary>
    public IPAddress ListenAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port to listen on, 1 to 65535. Default 9465. Setting: <c>BOTSTACK_DASHBOARD_PORT</c>.</summary>
    public int Port { get; set; } = 9465;
}
