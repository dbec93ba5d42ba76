using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.Web.Dashboard;

/// <summary>Where the dashboard is, checked.</summary>
/// <param name="PublicUrl">Without a slash at its end.</param>
/// <param name="ListenAddress">The address to listen on.</param>
/// <param name="Port">The port to listen on.</param>
internal sealed record DashboardSettings(string PublicUrl, IPAddress ListenAddress, int Port)
{
    private const string Url = "BOTSTACK_DASHBOARD_URL";
    private const string Address = "BOTSTACK_DASHBOARD_ADDRESS";
    private const string PortName = "BOTSTACK_DASHBOARD_PORT";

    /// <summary>What all its paths begin with; empty when it has the whole host.</summary>
    public string Path { get; } = new Uri(PublicUrl).AbsolutePath.TrimEnd('/');

    public bool IsHttps { get; } = PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="BotConfigurationException">A setting is wrong.</exception>
    public static DashboardSettings From(IConfiguration configuration, DashboardOptions options)
    {
        var port = PortFrom(configuration[PortName], options.Port);
        return new DashboardSettings(
            UrlFrom(configuration[Url] is { Length: > 0 } url ? url.Trim() : options.PublicUrl?.ToString(), port),
            AddressFrom(configuration[Address], options.ListenAddress),
            port);
    }

    private static string UrlFrom(string? text, int port)
    {
        if (text is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        }

        // Whoever reads the link on its way could open the page.
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0
                ? url.ToString().TrimEnd('/')
                : throw new BotConfigurationException(
                    "dashboard-url-malformed",
                    $"{Url} is '{text}'. It is the address of the dashboard for a browser, such as https://bot.example.org/admin: https, or http on 127.0.0.1.");
    }

    private static IPAddress AddressFrom(string? text, IPAddress option)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return option;
        }

        return IPAddress.TryParse(text.Trim(), out var address)
            ? address
            : throw new BotConfigurationException(
                "dashboard-address-malformed", $"{Address} is '{text}'. It is an IP address of this machine, such as 127.0.0.1 or 0.0.0.0.");
    }

    private static int PortFrom(string? text, int option)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return option;
        }

        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : throw new BotConfigurationException("dashboard-port-malformed", $"{PortName} is '{text}'. It is a number from 1 to 65535.");
    }
}
